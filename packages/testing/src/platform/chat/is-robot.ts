/** Whether an account is a robot (68952). */
export const isRobot = (account: string): boolean => account.startsWith('@RBT#')
