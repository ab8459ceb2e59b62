"""Honours: calls, nominations, review by two people, public notice, what was conferred; model cases and the library of practices."""
