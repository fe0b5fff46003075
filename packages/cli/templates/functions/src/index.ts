import { callbacks } from './callbacks.ts'

/** For AWS Lambda. */
export const handler = callbacks.lambda
/** For event functions of Tencent SCF, and for CloudBase. */
export const main_handler = callbacks.scf
