import { text } from '@room-callbacks/core/checked-options'
import type { RestApi } from './call.ts'
import { RestFailure } from './error-codes.ts'

const tokenCheck = text(1, 128)

/** The token of Live: 69528, 69529 and 69530. */
export const tokenApis: { readonly [name: string]: RestApi } = {
  set_callback_token({ store, body }) {
    // Both the first time, later only what changes.
    const { Token = store.token?.Token, IsTokenEnable = store.token?.IsTokenEnable } = body
    if (!tokenCheck.accepts(Token)) throw new RestFailure(100002, `Token must be ${tokenCheck.expected}`)
    if (typeof IsTokenEnable !== 'boolean') throw new RestFailure(100002, 'IsTokenEnable must be true or false')
    store.token = { Token: Token as string, IsTokenEnable }
    return {}
  },
  get_callback_token({ store }) {
    if (!store.token) throw new RestFailure(100302)
    return { Response: store.token }
  },
  delete_callback_token({ store }) {
    store.token = undefined
    return {}
  },
}
