import type { HandledCommands } from '@room-callbacks/core/inbox'

/** The commands that a process asks for, as a script is given them. */
export const askedCommands = (commands: HandledCommands): readonly string[] => (commands === '*' ? ['*'] : commands)
