"""What people do on Slack, as lines and commands, and the ways to answer them: messages, forms, the App Home."""
