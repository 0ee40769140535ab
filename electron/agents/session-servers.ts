import type { McpServerLaunch } from '../engine/agents-port.ts'
import { MARKER_VARIABLE } from '../process/environment.ts'
import { type AnswerServer, SERVER_NAME } from './mcp-server.ts'

export interface SessionServers {
  /** As `session/new`, `resume` and `load` take them: ours first. */
  entries: unknown[]
  /** A sentence for each that the agent cannot be given. */
  remarks: string[]
}

/**
 * The MCP servers of a session: our own with the answer tool, then the person's. Those that the agent starts carry its `marker`, for
 * it may give them no environment but the one that is told here.
 */
export function sessionServers(
  answers: Pick<AnswerServer, 'url' | 'token'>,
  servers: readonly McpServerLaunch[],
  { takesHttp, marker }: { takesHttp: boolean; marker: string },
): SessionServers {
  const own = { name: SERVER_NAME, url: answers.url, headers: { Authorization: `Bearer ${answers.token}` } }
  const entries = servers
    .filter(({ kind }) => kind === 'stdio' || takesHttp)
    .map((server) => entryOf(server.kind === 'http' ? server : marked(server, marker)))
  const leftOut = servers.filter(({ kind }) => kind === 'http' && !takesHttp)
  return takesHttp
    ? { entries: [entryOf({ kind: 'http', ...own }), ...entries], remarks: [] }
    : {
        entries,
        remarks: [
          'The agent takes no tools over HTTP; its answer is read from its last message.',
          ...leftOut.map(
            ({ name }) => `The agent takes no tools over HTTP, so it works without the MCP server “${name}”.`,
          ),
        ],
      }
}

const marked = (server: Extract<McpServerLaunch, { kind: 'stdio' }>, marker: string): McpServerLaunch => {
  return { ...server, env: { ...server.env, [MARKER_VARIABLE]: marker } }
}

const pairs = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }))

function entryOf(server: McpServerLaunch): unknown {
  if (server.kind === 'http')
    return { type: 'http', name: server.name, url: server.url, headers: pairs(server.headers) }
  return { name: server.name, command: server.command, args: server.args, env: pairs(server.env) }
}
