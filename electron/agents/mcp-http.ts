import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { McpServerLaunch } from '../engine/agents-port.ts'
import type { McpBounds } from './mcp-bounds.ts'
import type { McpTool } from './mcp-facts.ts'
import { listTools } from './mcp-tools.ts'

/** Asks a server at an address for its tools. Throws what is wrong, for people. */
export async function askAddress(
  { url, headers }: Extract<McpServerLaunch, { kind: 'http' }>,
  bounds: McpBounds,
): Promise<McpTool[]> {
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js')
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers },
    fetch: countingFetch(bounds),
  })
  return listTools(transport, bounds, () => transport.terminateSession())
}

/** Counts the bytes of every answer as they are read. */
function countingFetch(bounds: McpBounds): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init)
    if (response.body === null) return response
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (bounds.take(chunk.length)) controller.enqueue(chunk)
        else controller.error(new Error('too much was sent'))
      },
    })
    return new Response(response.body.pipeThrough(counted), response)
  }
}
