/**
 * The product's programs as tests start them. Bundled, a command starts in half the time and an agent in a third, and a run is a dozen
 * processes; unlike the bundles that are shipped these keep the failpoints. Without `buildPrograms` the sources are started.
 */
import path from 'node:path'

const ELECTRON = path.resolve(import.meta.dirname, '../../electron')
/** Names the folder of what was built. */
export const BUILT = 'TRIPTYCH_TEST_PROGRAMS'

function program(name: string): string {
  const built = process.env[BUILT]
  return built === undefined || built === '' ? path.join(ELECTRON, `${name}.ts`) : path.join(built, `${name}.js`)
}

/** `triptych`. */
export const cliProgram = (): string => program('cli')
/** `npm run demo`. */
export const demoProgram = (): string => program('demo')
/** The demo agent; undefined: its source, which the product finds by itself. */
export function demoAgentProgram(): string | undefined {
  const built = process.env[BUILT]
  return built === undefined || built === '' ? undefined : path.join(built, 'demo/agent.js')
}
