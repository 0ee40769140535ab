import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import type { Serving } from '../../electron/serve.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** One request exactly as given: `fetch` would set Host, Origin and its own metadata. */
export function ask(
  port: number,
  target: string,
  options: { method?: string; headers?: OutgoingHttpHeaders } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: target, agent: false, ...options }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    // Where an upgrade is granted that should not be.
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' })
    })
    asked.on('error', reject)
    asked.end()
  })
}

export const targetOf = (address: string): string => address.replace(/^http:\/\/[^/]+/, '')

/** The cookie of a browser that opened the printed address. */
export async function letIn(served: Pick<Serving, 'port' | 'address'>): Promise<string> {
  const { status, headers } = await ask(served.port, targetOf(served.address()))
  if (status !== 303) throw new Error(`The address was answered by ${status}`)
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}
