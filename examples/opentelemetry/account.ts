const exampleToken = 'example-token'
const exampleKey = 'exampleKey01'

/** The app that the examples receive for. Production has no defaults: there, all three come from the environment. */
export const {
  SDK_APP_ID: sdkAppId = '1400000000',
  CALLBACK_TOKEN: token = exampleToken,
  CALLBACK_KEY: key = exampleKey,
} = process.env

/** How the token is written into a command line: a real one stays out of the terminal's history. */
export const tokenInShell = token === exampleToken ? exampleToken : '$CALLBACK_TOKEN'
