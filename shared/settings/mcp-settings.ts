import { z } from 'zod'
import { AGENT_ROLES } from '../words.ts'
import { programSchema, programText, variablesSchema } from './program-settings.ts'

const roles = z
  .array(z.enum(AGENT_ROLES))
  .min(1)
  .default([...AGENT_ROLES])

/** A person's own MCP servers: a program that speaks on its standard streams, or an address. `roles`: who gets it, all by default. */
const mcpServerSchema = z.union([
  z.strictObject({
    command: programSchema,
    args: z.array(programText).default([]),
    env: variablesSchema.default({}),
    roles,
  }),
  z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    headers: z.record(z.string(), z.string()).default({}),
    roles,
  }),
])
/** By name. Ours is called `triptych`, and with a name that holds it another's tool could be taken for ours. */
export const mcpSettingsSchema = z.record(
  z
    .string()
    .regex(
      /^(?!.*triptych)[a-z0-9][a-z0-9_-]{0,49}$/,
      'the name of a server takes lower case letters, digits, _ -, and not triptych',
    ),
  mcpServerSchema,
)
export type McpServerEntry = z.infer<typeof mcpServerSchema>
export type McpSettings = z.infer<typeof mcpSettingsSchema>
