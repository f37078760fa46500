"""What people type. Each command is one module; heavy imports happen inside the command that needs them."""
