// Questions between the orchestrator and its processes, over the channel Node opens between parent and child.
import type { ChildProcess } from 'node:child_process'

/** What a process can be asked, by name. */
export type Commands = Readonly<Record<string, (input: never) => Promise<unknown>>>

interface Call {
  readonly call: number
  readonly name: string
  readonly input: unknown
}

interface Reply {
  readonly reply: number
  readonly value?: unknown
  readonly error?: string
}

/** Answers the parent's questions; names it does not know are left to other parts of the process. */
export function serve(commands: Commands): void {
  process.on('message', (message: unknown) => {
    if (!isCall(message)) return
    const command = commands[message.name]
    if (command === undefined) return
    // The caller is typed by the same commands.
    command(message.input as never).then(
      (value) => process.send?.({ reply: message.call, value }),
      (error: unknown) =>
        process.send?.({ reply: message.call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
}

/** Asks a child process; a question is rejected when the child answers with an error or ends. */
export class Remote<C extends Commands> {
  readonly child: ChildProcess
  #calls = 0
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()

  constructor(child: ChildProcess) {
    this.child = child
    child.on('message', (message: unknown) => {
      if (!isReply(message)) return
      const waiting = this.#waiting.get(message.reply)
      this.#waiting.delete(message.reply)
      if (message.error === undefined) waiting?.resolve(message.value)
      else waiting?.reject(new Error(message.error))
    })
    child.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the process ended (${signal ?? code})`))
      this.#waiting.clear()
    })
  }

  call<Name extends keyof C & string>(name: Name, input: Parameters<C[Name]>[0]): Promise<Awaited<ReturnType<C[Name]>>> {
    return new Promise((resolve, reject) => {
      this.#calls += 1
      // The command of this name resolves with this type.
      this.#waiting.set(this.#calls, { resolve: (value) => resolve(value as Awaited<ReturnType<C[Name]>>), reject })
      this.child.send({ call: this.#calls, name, input } satisfies Call)
    })
  }
}

function isCall(message: unknown): message is Call {
  return typeof message === 'object' && message !== null && 'call' in message && 'name' in message
}

function isReply(message: unknown): message is Reply {
  return typeof message === 'object' && message !== null && 'reply' in message
}
