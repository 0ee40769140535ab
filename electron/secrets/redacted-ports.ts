import type { CommandsPort } from '../engine/file-ports.ts'
import type { McpPort } from '../engine/ports.ts'
import type { Redactor } from './redactor.ts'

/** Logs of set-up and verification without secrets, before anything is made of them. */
export function redactedCommands(commands: CommandsPort, redactor: () => Redactor): CommandsPort {
  return {
    runShell: async (command) => {
      const outcome = await commands.runShell(command)
      return { ...outcome, log: redactor().bytes(outcome.log) }
    },
  }
}

/** What MCP servers say of themselves, without secrets; what they are started with stays whole. */
export function redactedMcp(mcp: McpPort, redactor: () => Redactor): McpPort {
  return {
    serversFor: async (role, signal) => {
      const { servers, failed } = await mcp.serversFor(role, signal)
      const { text } = redactor()
      return {
        servers: servers.map((server) => ({
          ...server,
          commandLine: text(server.commandLine),
          tools: server.tools.map(text),
        })),
        failed: failed.map(({ name, problem }) => ({ name, problem: text(problem) })),
      }
    },
  }
}
