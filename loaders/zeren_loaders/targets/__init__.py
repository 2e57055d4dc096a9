"""From the words of a task to the numbers it promises."""
