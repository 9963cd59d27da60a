"""The area under the ROC curve, its interval and its figure."""
