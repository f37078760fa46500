// A Bluesky PDS with two accounts, on loopback. Says in one line of JSON where it is; ends with its standard input.
import { TestNetworkNoAppView } from '@atproto/dev-env'

const network = await TestNetworkNoAppView.create({ dbPostgresSchema: 'hatcheck' })
const accounts = {}
for (const name of ['redcross', 'joanna']) {
  const handle = `${name}.test`
  const agent = network.pds.getAgent()
  const made = await agent.com.atproto.server.createAccount({
    handle, email: `${name}@example.com`, password: `password-of-${name}`,
  })
  accounts[name] = { handle, did: made.data.did, password: `password-of-${name}` }
}
process.stdout.write(JSON.stringify({ url: network.pds.url, accounts }) + '\n')
process.stdin.resume()
process.stdin.on('end', async () => { await network.close(); process.exit(0) })
