import { test } from 'node:test'
import { giftShopTests } from './gift-shop-tests.ts'
import { openStage } from './stage.ts'

for (const [name, run] of Object.entries(giftShopTests)) {
  void test(name, async (context) => {
    const stage = await openStage()
    context.after(() => stage.close())
    await run(stage)
  })
}
