const startEgg = `
process.env.COOKIE_KEYS = 'keys-of-a-test'
require('egg').start({ baseDir: __dirname, ignoreWarning: true }).then((app) => app.listen(Number(process.env.PORT), '127.0.0.1'))
`

const midway = `
const { Bootstrap } = require('@midwayjs/bootstrap')
Bootstrap.run()
`

const midwayConfiguration = `
export const keys = ['keys-of-a-test']
export const koa = { port: Number(process.env.PORT) }
`

/** The frameworks, with what stands in every app of theirs beside what the page shows. */
export const recipes = [
  {
    name: 'egg',
    page: 'egg',
    host: 'koa',
    dependencies: { egg: '^3.0.0' },
    files: { 'start.js': startEgg, 'app/router.js': 'module.exports = () => {}\n' },
    start: ['start.js'],
    // What is no callback goes on to the check against CSRF; the page takes a path out of it.
    stranger: 404,
  },
  {
    name: 'midway',
    page: 'midway',
    host: 'koa',
    dependencies: {
      '@midwayjs/bootstrap': '^3.20.0',
      '@midwayjs/core': '^3.20.0',
      '@midwayjs/koa': '^3.20.0',
      '@midwayjs/logger': '^3.0.0',
      '@types/node': '20.19.43',
      typescript: '5.9.3',
    },
    files: {
      'start.js': midway,
      'src/config/config.default.ts': midwayConfiguration,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'commonjs',
          moduleResolution: 'node10',
          experimentalDecorators: true,
          emitDecoratorMetadata: true,
          strict: true,
          skipLibCheck: true,
          rootDir: 'src',
          outDir: 'dist',
        },
      }),
    },
    build: ['node_modules/typescript/bin/tsc'],
    start: ['start.js'],
    stranger: 404,
  },
  {
    name: 'nitro',
    page: 'nuxt',
    host: 'web',
    dependencies: { nitropack: '2.13.6' },
    type: 'module',
    files: { 'nitro.config.js': "export default { srcDir: 'server', compatibilityDate: '2026-01-01' }\n" },
    build: ['node_modules/nitropack/dist/cli/index.mjs', 'build'],
    start: ['.output/server/index.mjs'],
    stranger: 404,
  },
  {
    name: 'nuxt',
    page: 'nuxt',
    host: 'web',
    dependencies: { nuxt: '4.5.2' },
    type: 'module',
    files: {
      'nuxt.config.js': "export default { compatibilityDate: '2026-01-01', telemetry: false }\n",
      'app/app.vue': '<template><p>A page</p></template>\n',
    },
    build: ['node_modules/nuxt/bin/nuxt.mjs', 'build'],
    start: ['.output/server/index.mjs'],
    // Nuxt shows a page for what no route takes.
    stranger: 404,
  },
  {
    name: 'sveltekit',
    page: 'sveltekit',
    host: 'web',
    dependencies: {
      '@sveltejs/adapter-node': '^5.0.0',
      '@sveltejs/kit': '^2.0.0',
      '@sveltejs/vite-plugin-svelte': '^6.0.0',
      svelte: '^5.0.0',
      vite: '^7.0.0',
    },
    type: 'module',
    files: {
      'svelte.config.js':
        "import adapter from '@sveltejs/adapter-node'\nexport default { kit: { adapter: adapter() } }\n",
      'vite.config.js': "import { sveltekit } from '@sveltejs/kit/vite'\nexport default { plugins: [sveltekit()] }\n",
      'src/app.html': '<!doctype html><head>%sveltekit.head%</head><body>%sveltekit.body%</body>\n',
    },
    build: ['node_modules/vite/bin/vite.js', 'build'],
    start: ['build/index.js'],
    stranger: 404,
  },
  {
    name: 'next',
    example: 'examples/next',
    host: 'web',
    build: ['node_modules/next/dist/bin/next', 'build'],
    start: ['node_modules/next/dist/bin/next', 'start'],
    path: '/callbacks',
    stranger: 404,
  },
]
