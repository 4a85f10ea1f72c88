// oidc-provider tells everybody who starts it what to change before production; here it is only a test's other side.
for (const method of ['info', 'warn'] as const) {
  const original = console[method]
  console[method] = (...args) => {
    if (!String(args[0]).startsWith('oidc-provider ')) original(...args)
  }
}
