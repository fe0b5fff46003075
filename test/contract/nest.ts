import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Common from '@nestjs/common'
import type * as Core from '@nestjs/core'
import type * as PlatformExpress from '@nestjs/platform-express'
import type * as PlatformFastify from '@nestjs/platform-fastify'
import type * as Ours from '@room-callbacks/nestjs'
import 'reflect-metadata'

export type NestVersion = 10 | 11 | 12

/** Nest of a version, and our package beside it. */
export interface Nest {
  readonly version: NestVersion
  readonly common: typeof Common
  readonly core: typeof Core
  readonly express: typeof PlatformExpress
  readonly fastify: typeof PlatformFastify
  readonly ours: typeof Ours
}

const loaded = new Map<NestVersion, Promise<Nest>>()

/** Loads Nest of a version. Packages find each other by name: an older one, and a copy of our sources, have a folder of their own. */
export function nestOf(version: NestVersion): Promise<Nest> {
  const nest = loaded.get(version) ?? load(version)
  loaded.set(version, nest)
  return nest
}

async function load(version: NestVersion): Promise<Nest> {
  const folder = version === 12 ? resolve('.') : beside(version)
  const require = createRequire(`${folder}/package.json`)
  const load = (name: string) => import(pathToFileURL(require.resolve(`@nestjs/${name}`)).href)
  const [common, core, express, fastify] = await Promise.all(
    ['common', 'core', 'platform-express', 'platform-fastify'].map(load),
  )
  const ours = version === 12 ? await import('@room-callbacks/nestjs') : await import(`${folder}/src/index.ts`)
  return { version, common, core, express, fastify, ours }
}

function beside(version: NestVersion): string {
  const folder = resolve(`.tsbuild/nest-${version}-${process.pid}`)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(folder, { recursive: true })
  cpSync('packages/nestjs/src', `${folder}/src`, { recursive: true })
  cpSync(`test/nest/${version}/package.json`, `${folder}/package.json`)
  symlinkSync(resolve(`test/nest/${version}/node_modules`), `${folder}/node_modules`)
  return folder
}

/** Decorates by hand, because these tests are compiled without decorators. */
export function decorate(
  target: abstract new (...values: never[]) => unknown,
  method: string,
  ...decorators: MethodDecorator[]
): void {
  const descriptor = Object.getOwnPropertyDescriptor(target.prototype, method) as PropertyDescriptor
  for (const decorator of decorators) decorator(target.prototype, method, descriptor)
}
