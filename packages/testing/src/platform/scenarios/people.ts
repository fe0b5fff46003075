/** Who plays. Some have names, some have numbers beyond 2^53, as Tencent's samples have. */
export const alice = 'alice'
export const bob = 'bob'
export const carol = 'carol'
export const dave = 'dave'
export const erin = '144115233775727695'
export const frank = '144115216631667826'
