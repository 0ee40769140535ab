import { contextBridge, ipcRenderer } from 'electron'
import { RPC_CHANNEL } from '../shared/channel.ts'

// A name and an input, forwarded. What they may be is decided by the main process, which parses both.
contextBridge.exposeInMainWorld('triptych', {
  call: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(RPC_CHANNEL, method, input),
})
