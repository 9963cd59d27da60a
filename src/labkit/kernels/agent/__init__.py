"""What runs inside the kernel, beside the learner's code: nothing that it says is trusted."""
