from Algorithmia import ADK


def apply(input):
    """Answers one call: what it returns is the result."""
    return "hello {}".format(input)


algorithm = ADK(apply)
algorithm.init("world")
