import { onTestFinished, test } from 'vitest'
import { giftShopTests } from './gift-shop-tests.ts'
import { openStage } from './stage.ts'

test.each(Object.entries(giftShopTests))('%s', async (_name, run) => {
  const stage = await openStage()
  onTestFinished(() => stage.close())
  await run(stage)
})
