import { render } from 'preact'
import { App } from './app.tsx'
import { connect } from './connection.ts'
import { listenToKeys } from './keys.ts'
import { keepFiltersInAddress } from './state/address.ts'

listenToKeys()
keepFiltersInAddress()
connect()
render(<App />, document.getElementById('app') as HTMLElement)
