"""The main job: a month of real news on loopback, the bot's clock and the wire's stepped together.

wire.py      the wire server, and its clock
stepper.py   the bot as a process of its own, headless, stepping from where the wire's clock stands
replay.py    starts and kills steppers until the wire has reached its end, and reads the posts
main_job.py  `make wire`: the whole month, what its posts must hold, and the scenes
conversation.py, scene.py, scenes/
             a bot that lived through the wire, and every command typed at its terminal
"""
