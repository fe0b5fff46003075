/** A region by name. */
export type Region = 'china' | 'singapore' | 'seoul' | 'tokyo' | 'frankfurt' | 'mumbai' | 'siliconValley' | 'jakarta'

/**
 * The host of each region. The page of each product names some of them: Conference Singapore (60729), Live
 * China, Singapore and USA (64420), Call China, Singapore and Seoul (68938); the whole list is Chat's.
 *
 * @example
 * regions.singapore // 'adminapisgp.im.qcloud.com'
 */
export const regions: { readonly [region in Region]: string } = {
  china: 'console.tim.qq.com',
  singapore: 'adminapisgp.im.qcloud.com',
  seoul: 'adminapikr.im.qcloud.com',
  tokyo: 'adminapijpn.im.qcloud.com',
  frankfurt: 'adminapiger.im.qcloud.com',
  mumbai: 'adminapiind.im.qcloud.com',
  siliconValley: 'adminapiusa.im.qcloud.com',
  jakarta: 'adminapiidn.im.qcloud.com',
}
