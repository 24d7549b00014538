// One line per request: the route, never the address that was asked, which may hold a link token (AL-03).
import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { routeOf } from './http.ts'
import { type DestinationStream, type Logger, pino } from 'pino'

/** The logger; everything that could open a door is removed whatever logs it. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          'token',
          'code',
          'password',
          'ticket',
          'cookie',
          'authorization',
          'email',
          '*.token',
          '*.code',
          '*.password',
          '*.ticket',
          '*.cookie',
          '*.authorization',
          '*.email',
        ],
        censor: '[removed]',
      },
    },
    destination,
  )
}

/** Logs method, route, status and duration of every request under a request id. */
export function countRequests(log: Logger) {
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now()
    response.once('finish', () => {
      log.debug(
        {
          requestId: randomUUID(),
          method: request.method,
          route: routeOf(request),
          status: response.statusCode,
          durationMs: Math.round(performance.now() - startedAt),
        },
        'request',
      )
    })
    next()
  }
}
