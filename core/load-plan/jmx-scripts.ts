/**
 * What JMeter has no component for, in Groovy: the catalogue and its popularity, carts that wait, what an arrival is.
 * Two names in one scope do not compile, not even that of a closure's parameter, so the closures here take what stands before them.
 */
import type { LoadPlan } from './load-plan.ts';

/** Numbers of the plan as a Groovy map: JSON without braces is one. */
function groovyOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('{', '[').replaceAll('}', ']');
}

/** Needs `random`, `shoppers`, `products` and `sums` before it. */
const cartLines = `def product = { ->
  double wanted = random.nextDouble() * sums[-1]
  products[Math.max(0, sums.findIndexOf { it > wanted })]
}
def cartLines = { ->
  double draw = random.nextDouble()
  int wanted = 1 + shoppers.cartLinesUpTo.findIndexOf { draw < it }
  def chosen = [:]
  for (int tries = 0; chosen.size() < wanted && tries < 20; tries++) {
    def id = product().id
    chosen[id] = [productId: id, quantity: random.nextDouble() < shoppers.singleArticleShare ? 1 : 2]
  }
  chosen.values() as List
}`;

export function setUpScript({ categories, carts, shoppers }: LoadPlan): string {
  return `import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.util.concurrent.ConcurrentLinkedQueue
def shoppers = ${groovyOf(shoppers)}
def random = new Random()
def base = 'http://' + vars.get('HOST') + ':' + vars.get('PORT')
def products = []
for (category in ${groovyOf(categories)}) {
  for (int page = 1; page <= 100; page++) {
    def items = new JsonSlurper().parse(new URL(base + '/products?category=' + URLEncoder.encode(category, 'UTF-8') + '&page=' + page)).items
    if (items.isEmpty()) break
    items.each { products << [id: it.id, name: it.name] }
  }
}
products.sort { (it.id * 7919) % 10007 }
double sum = 0
def sums = (1..products.size()).collect { rank -> sum += 1 / Math.pow(rank, shoppers.popularity as double) }
${cartLines}
def filled = new ConcurrentLinkedQueue()
${carts}.times {
  def cartId = 'jmeter-' + UUID.randomUUID()
  for (line in cartLines()) {
    def call = new URL(base + '/carts/' + cartId + '/items').openConnection()
    call.requestMethod = 'POST'
    call.doOutput = true
    call.setRequestProperty('content-type', 'application/json')
    call.outputStream.withWriter { it << JsonOutput.toJson(line) }
    call.inputStream.bytes
  }
  filled << cartId
}
props.put('shop.products', products)
props.put('shop.sums', sums)
props.put('shop.filled', filled)
props.put('shop.started', new ConcurrentLinkedQueue())
props.put('shop.orders', new ConcurrentLinkedQueue())`;
}

export function arrivalScript({ mix, clients, botShare, abortShare, patienceMs, categories, shoppers }: LoadPlan): string {
  return `import groovy.json.JsonOutput
import java.util.concurrent.ThreadLocalRandom
SampleResult.setIgnore()
def shoppers = ${groovyOf(shoppers)}
def random = ThreadLocalRandom.current()
def products = props.get('shop.products')
def sums = props.get('shop.sums')
def byShare = { list ->
  double left = random.nextDouble() * (list.sum { it.share } as double)
  list.find { (left -= it.share) < 0 } ?: list[0]
}
def pick = { list -> list[random.nextInt(list.size())] }
def encode = { URLEncoder.encode(it, 'UTF-8') }
${cartLines}
def client = byShare(${groovyOf(clients)})
vars.put('client', client.id)
vars.put('prefix', client.prefix)
vars.put('body', '')
vars.put('key', 'jmeter-' + UUID.randomUUID())
def step = random.nextDouble() < ${botShare} ? 'bot' : byShare(${groovyOf(mix)}).step
def orders = props.get('shop.orders')
if (step == 'orderStatus' && orders.isEmpty()) step = 'product'
def path = ''
switch (step) {
  case 'bot': path = pick(shoppers.botPaths); break
  case 'browse':
    int page = Math.min(shoppers.deepestPage, 1 + (int) Math.floor(-Math.log(1 - random.nextDouble()) / shoppers.pageFalloff))
    path = '/products?category=' + encode(pick(${groovyOf(categories)})) + '&page=' + page
    break
  case 'product': path = '/products/' + product().id; break
  case 'search':
    def name = product().name
    path = '/search?q=' + encode(random.nextDouble() < shoppers.oneWordShare ? name.tokenize(' ')[-1] : name)
    break
  case 'addToCart':
    def cart = props.get('shop.started').poll() ?: [id: 'jmeter-' + UUID.randomUUID(), lines: cartLines()]
    vars.put('body', JsonOutput.toJson(cart.lines.remove(0)))
    path = '/carts/' + cart.id + '/items'
    if (!cart.lines.isEmpty()) props.get('shop.started').add(cart)
    break
  case 'checkout':
    def filled = random.nextDouble() < shoppers.reorderShare ? null : props.get('shop.filled').poll()
    double drawn = random.nextDouble()
    def currency = shoppers.currenciesUpTo.find { drawn < it[1] }[0]
    def customerId = 'customer-' + (1 + random.nextInt(shoppers.customers))
    vars.put('body', JsonOutput.toJson([cartId: filled ?: 'empty-' + UUID.randomUUID(), customerId: customerId, currency: currency]))
    path = '/checkout'
    break
  case 'orderStatus': path = '/orders/' + encode(pick(orders as List)); break
}
def leaves = shoppers.leavesAfterMs
int patience = step == 'checkout' ? ${patienceMs.checkout} : ${patienceMs.browse}
if (random.nextDouble() < ${abortShare}) patience = leaves[0] + random.nextInt(leaves[1] - leaves[0] + 1)
vars.put('patience', String.valueOf(patience))
vars.put('step', step)
vars.put('path', path)`;
}

export function orderScript({ shoppers }: LoadPlan): string {
  return `if (!(prev.responseCode in ['201', '202'])) return
def found = prev.responseDataAsString =~ /"orderId"\\s*:\\s*"([^"]+)"/
def orders = props.get('shop.orders')
if (found) orders.add(found[0][1])
while (orders.size() > ${shoppers.ordersRemembered}) orders.poll()`;
}

/** An answer of the kind 4xx is one, as the shop counts: a crawler's page is not there, an empty cart cannot be paid. 410 is none. */
export const answeredScript = `if (prev.responseCode.startsWith('4') && prev.responseCode != '410') prev.successful = true`;

/**
 * Seconds since the start of the test, when the users' group begins. Its schedule counts from the start of the test (JMeter issue 6352), so that
 * all who should have come while carts were filled would come in one moment; a pause of that length comes first.
 */
export const secondsOfSetUp =
  '${__groovy((System.currentTimeMillis() - org.apache.jmeter.threads.JMeterContextService.getTestStartTime()) / 1000 + 1)}';
