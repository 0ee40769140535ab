import type { Page } from 'playwright'
import { makeRepository } from '../support/repository.ts'
import { ask } from './bridge.ts'

/** A run of the demo agent in a new repository, started by the window. */
export async function startDemo(page: Page, goal: string): Promise<{ runId: string; repository: string }> {
  const { root } = makeRepository()
  const { id } = await ask(page, 'repositories.add', { path: root })
  const { config } = await ask(page, 'repositories.inspect', { repositoryId: id })
  if (config === null) throw new Error('the repository cannot be used')
  const demo = { id: 'demo' }
  const agents = { strategy: demo, implementation: demo, checker: demo }
  const { runId } = await ask(page, 'runs.start', { repositoryId: id, goal, config: { ...config, agents } })
  return { runId, repository: root }
}
