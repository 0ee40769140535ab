import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { z } from 'zod'
import type { McpBounds } from './mcp-bounds.ts'
import { type McpTool, mcpToolSchema } from './mcp-facts.ts'

const pageSchema = z.object({ tools: z.array(mcpToolSchema), nextCursor: z.string().optional() })

/**
 * Every tool of a server, page by page. Throws what is wrong, for people. Afterwards the server is told by `leave`, where it keeps
 * something for us, and the connection is closed.
 */
export async function listTools(
  transport: Transport,
  { signal, limits }: McpBounds,
  leave: () => Promise<void> = async () => undefined,
): Promise<McpTool[]> {
  // The SDK takes half a second to load; runs without servers do not wait for it.
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js')
  const client = new Client({ name: 'triptych', version: '1.0.0' })
  try {
    await client.connect(transport, { signal })
    const tools: McpTool[] = []
    if (client.getServerCapabilities()?.tools === undefined) return tools
    for (let cursor: string | undefined; ; ) {
      const params = cursor === undefined ? {} : { cursor }
      const page = await client.request({ method: 'tools/list', params }, pageSchema, { signal })
      tools.push(...page.tools)
      if (tools.length > limits.tools) throw new Error(`it has more than ${limits.tools} tools`)
      if (page.nextCursor === undefined) return tools
      cursor = page.nextCursor
    }
  } finally {
    // A server that does not like to be left is left all the same.
    await Promise.race([leave().catch(() => undefined), aborted(signal)])
    await client.close()
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
