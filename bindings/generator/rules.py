def check(api, problems):
    pass
