"""Stories: is this entry about an event we already know? Keeps no state: candidates come in, a placement goes out."""
