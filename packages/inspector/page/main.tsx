import { render } from 'preact'
import { App } from './app.tsx'
import { connect } from './connection.ts'
import { listenToKeys } from './keys.ts'

listenToKeys()
connect()
render(<App />, document.getElementById('app') as HTMLElement)
