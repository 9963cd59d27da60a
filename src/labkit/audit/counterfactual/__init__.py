"""Change only the patient's sex: does the decision change?"""
