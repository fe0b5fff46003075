/** What a start can be written for. */
export type Framework = 'express' | 'koa' | 'fastify' | 'nestjs' | 'hono' | 'node' | 'next' | 'workers' | 'functions'

/** Versions by the names of packages. */
interface Versions {
  readonly [name: string]: string
}

/** How a start for one framework differs from the others. */
export interface FrameworkRow {
  readonly title: string
  /** The package of ours that receives there, without its scope. */
  readonly adapter: string
  /** The folders of `templates` that it is made of; a later one replaces files of an earlier one. */
  readonly templates: readonly string[]
  /** Files of those folders that it has no use for. */
  readonly without?: readonly string[]
  readonly scripts: Versions
  readonly dependencies: Versions
  readonly devDependencies: Versions
  /** The file that an app changes first. */
  readonly handlers?: string
  /** The commands that bring it live. */
  readonly deploy: string
}

/** Where callbacks go while a start is developed. */
export const localUrl = 'http://localhost:3000/tencent'

const typed = { '@types/node': '^24.0.0', typescript: '^7.0.2' }
const check = 'tsc'
const test = 'node --env-file=.env.example --test'
const docker = 'docker build -t {{name}} . && docker run --env-file .env -p 3000:3000 {{name}}'

const server = {
  templates: ['shared', 'server'],
  scripts: {
    dev: 'node --env-file=.env --watch src/server.ts',
    start: 'node src/server.ts',
    test,
    check,
  },
  devDependencies: typed,
  deploy: docker,
}

const serverFor = (framework: 'express' | 'koa' | 'fastify' | 'hono' | 'node') => ({
  ...server,
  adapter: framework,
  templates: [...server.templates, framework],
})

/** Every framework, in the order in which they are offered. The versions are those that the tests run with. */
export const frameworks: { readonly [name in Framework]: FrameworkRow } = {
  express: {
    ...serverFor('express'),
    title: 'Express 5',
    dependencies: { express: '^5.3.0' },
    devDependencies: { '@types/express': '^5.0.6', ...typed },
  },
  koa: {
    ...serverFor('koa'),
    title: 'Koa 3',
    dependencies: { koa: '^3.3.0' },
    devDependencies: { '@types/koa': '^3.0.3', ...typed },
  },
  fastify: { ...serverFor('fastify'), title: 'Fastify 5', dependencies: { fastify: '^5.12.8' } },
  nestjs: {
    ...server,
    title: 'NestJS 12',
    adapter: 'nestjs',
    templates: ['shared', 'server', 'nestjs'],
    handlers: 'src/gifts.ts',
    without: ['src/callbacks.ts', 'test/callbacks.test.ts'],
    scripts: {
      dev: 'nest start --watch --env-file .env --entryFile server',
      build: 'tsc',
      start: 'node dist/server.js',
      test: 'tsc && node --env-file=.env.example --test "dist/**/*.test.js"',
      check: 'tsc --noEmit',
    },
    dependencies: {
      '@nestjs/common': '^12.5.1',
      '@nestjs/core': '^12.5.1',
      '@nestjs/platform-express': '^12.5.1',
      'reflect-metadata': '^0.2.2',
      rxjs: '^7.8.2',
    },
    // The command line of Nest calls the compiler of TypeScript 6, whose interface 7 does not have.
    devDependencies: { '@nestjs/cli': '^12.0.8', '@types/node': '^24.0.0', typescript: '^6.0.3' },
  },
  hono: {
    ...serverFor('hono'),
    title: 'Hono 4, on Node',
    dependencies: { '@hono/node-server': '^2.1.8', hono: '^4.13.19' },
  },
  node: { ...serverFor('node'), title: 'node:http, without a framework', dependencies: {} },
  next: {
    title: 'Next 16, a route handler',
    adapter: 'web',
    templates: ['shared', 'next'],
    scripts: { dev: 'next dev', build: 'next build', start: 'next start', test, check },
    dependencies: { next: '^16.4.6', react: '^19.3.1', 'react-dom': '^19.3.1' },
    devDependencies: { '@types/node': '^24.0.0', '@types/react': '^19.0.0', typescript: '^6.0.3' },
    deploy: 'npm run build && npm start',
  },
  workers: {
    title: 'Cloudflare Workers',
    adapter: 'web',
    templates: ['shared', 'workers'],
    scripts: { dev: 'wrangler dev --port 3000', deploy: 'wrangler deploy', test, check },
    dependencies: {},
    devDependencies: { ...typed, wrangler: '^4.164.0' },
    deploy: 'npx wrangler secret put ROOM_CALLBACKS_TOKEN && npm run deploy',
  },
  functions: {
    title: 'AWS Lambda, Tencent SCF, CloudBase',
    adapter: 'functions',
    templates: ['shared', 'functions'],
    scripts: {
      build: 'esbuild src/index.ts --bundle --platform=node --format=cjs --outfile=dist/index.js',
      test,
      check,
    },
    dependencies: {},
    devDependencies: { esbuild: '^0.28.2', ...typed },
    deploy: 'npm run build',
  },
}
