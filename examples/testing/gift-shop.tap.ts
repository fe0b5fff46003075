import t from 'tap'
import { giftShopTests } from './gift-shop-tests.ts'
import { openStage } from './stage.ts'

for (const [name, run] of Object.entries(giftShopTests)) {
  t.test(name, async (t) => {
    const stage = await openStage()
    t.teardown(() => stage.close())
    // tap counts assertions: what throws inside would count as none.
    await t.resolves(run(stage), name)
  })
}
