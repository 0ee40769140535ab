import type { McpServer } from '@agentclientprotocol/sdk'

/** Calls an answer tool. Rejects if the server cannot be reached; with `accepted` false, `text` is what the server has against the answer. */
export type AnswerCall = (
  name: string,
  args: Record<string, unknown>,
  signal: AbortSignal,
) => Promise<{ accepted: boolean; text: string }>

/** Calls the tools of the server named `triptych` among those of `session/new`; null if there is none that is reached over HTTP. */
export function answerCallOf(servers: readonly McpServer[]): AnswerCall | null {
  for (const server of servers) {
    if ('type' in server && server.type === 'http' && server.name === 'triptych') {
      const headers = Object.fromEntries(server.headers.map(({ name, value }) => [name, value]))
      return openAnswerServer(server.url, headers)
    }
  }
  return null
}

/** Loaded only for a session with an answer server, and while the agent is still talking: it takes a good part of a turn's time. */
const loadClient = () =>
  Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ])

/** Each call is a connection of its own. */
function openAnswerServer(url: string, headers: Record<string, string>): AnswerCall {
  const loaded = loadClient()
  return async (name, args, signal) => {
    const [{ Client }, { StreamableHTTPClientTransport }, { CallToolResultSchema }] = await loaded
    const client = new Client({ name: 'triptych-demo-agent', version: '1.0.0' })
    const options = { requestInit: { headers } }
    try {
      await client.connect(new StreamableHTTPClientTransport(new URL(url), options), { signal })
      await client.listTools(undefined, { signal })
      const reply = await client.callTool({ name, arguments: args }, CallToolResultSchema, { signal })
      const { content, isError } = CallToolResultSchema.parse(reply)
      const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
      return { accepted: isError !== true, text }
    } finally {
      await client.close()
    }
  }
}
