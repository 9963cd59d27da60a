"""What holds a kernel: namespaces and mounts, or Landlock; refused system calls; limits."""
