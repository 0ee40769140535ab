/**
 * For vitest, before each file: what runs inside the test's own process, too, starts the demo agent as it is shipped, bundled, in a third
 * of the time that its sources take. Hundreds of turns are taken so.
 */
import { vi } from 'vitest'
import { demoAgentProgram } from './programs.ts'

vi.mock(import('../../electron/agents/catalog.ts'), async (original) => {
  const catalog = await original()
  return {
    ...catalog,
    agentSpecs: (settings, file = demoAgentProgram()) => catalog.agentSpecs(settings, file),
  }
})
