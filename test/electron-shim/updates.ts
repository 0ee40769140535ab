/** What electron-updater needs of Electron: requests, which stay on this machine, and where it says that a new version is put in place. */
import { EventEmitter } from 'node:events'
import { type ClientRequest, type RequestOptions, request } from 'node:http'
import { strict } from './runtime.ts'

export const net = strict('net', {
  request: (options: RequestOptions): ClientRequest => {
    const { protocol, hostname } = options
    if (protocol !== 'http:' || hostname !== '127.0.0.1')
      throw new Error(`electron shim: nothing is asked beyond this machine (${protocol}//${hostname})`)
    return request(options)
  },
})

export const autoUpdater = strict('autoUpdater', new EventEmitter())
