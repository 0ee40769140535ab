import { once } from 'node:events'
import { createServer } from 'node:http'
import type { McpServer as McpServerEntry } from '@agentclientprotocol/sdk'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { submitPlanSchema } from '../../shared/answers.ts'

export interface TestAnswerServer {
  /** What a client puts into `session/new`. */
  entry: McpServerEntry
  /** Answers that satisfied the schema. */
  accepted: unknown[]
  /** JSON-RPC methods in the order they came. */
  methods: string[]
  close(): void
}

/** A real MCP server with the tool `submit_plan`, on a port of its own, behind a bearer token. */
export async function startAnswerServer(): Promise<TestAnswerServer> {
  const accepted: unknown[] = []
  const called: string[] = []
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== 'Bearer secret') return void response.writeHead(401).end()
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (typeof body === 'object' && body !== null && 'method' in body) called.push(String(body.method))

    const mcp = new McpServer({ name: 'triptych', version: '1' })
    mcp.registerTool('submit_plan', { description: 'Submit.', inputSchema: submitPlanSchema }, (plan) => {
      accepted.push(plan)
      return { content: [{ type: 'text', text: 'Accepted.' }] }
    })
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    await mcp.connect(transport)
    await transport.handleRequest(request, response, body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    entry: {
      type: 'http',
      name: 'triptych',
      url: `http://127.0.0.1:${port}/mcp`,
      headers: [{ name: 'Authorization', value: 'Bearer secret' }],
    },
    accepted,
    methods: called,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
