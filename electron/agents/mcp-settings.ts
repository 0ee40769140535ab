import path from 'node:path'
import { z } from 'zod'
import { AGENT_ROLES } from '../../shared/words.ts'

const roles = z
  .array(z.enum(AGENT_ROLES))
  .min(1)
  .default([...AGENT_ROLES])

/** A person's own MCP servers: a program that speaks on its standard streams, or an address. `roles`: who gets it, all by default. */
const mcpServerSchema = z.union([
  z.strictObject({
    command: z
      .string()
      .min(1)
      .refine((command) => path.isAbsolute(command) || !/[\\/]/.test(command), 'a bare name or an absolute path'),
    args: z.array(z.string()).default([]),
    env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name'), z.string()).default({}),
    roles,
  }),
  z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    headers: z.record(z.string(), z.string()).default({}),
    roles,
  }),
])
/** By name. Ours is called `triptych`, so no other may be. */
export const mcpSettingsSchema = z.record(
  z.string().regex(/^(?!triptych$)[a-z0-9][a-z0-9_-]{0,49}$/, 'lower case letters, digits, _ -, and not triptych'),
  mcpServerSchema,
)
export type McpServerEntry = z.infer<typeof mcpServerSchema>
export type McpSettings = z.infer<typeof mcpSettingsSchema>
