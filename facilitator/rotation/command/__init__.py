"""`facilitator plan` and `facilitator replan`: the planner without a server."""
