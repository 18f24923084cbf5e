/** A load plan as a test plan of Apache JMeter 5.5 and newer (https://jmeter.apache.org/usermanual). */
import type { JourneyStep } from '../stack/schema.ts';
import { answeredScript, arrivalScript, orderScript, secondsOfSetUp, setUpScript } from './jmx-scripts.ts';
import type { LoadPlan } from './load-plan.ts';
import { type Element, element, type Property, property, serialise } from './xml.ts';

export function jmxTestPlan(plan: LoadPlan): string {
  const children = [setUp(plan), users(plan), report()];
  const root = jmeter('TestPlan', { gui: 'TestPlanGui', name: `Load plan of ${plan.drillId}` }, [
    property('stringProp', 'TestPlan.comments', comment(plan)),
    property('boolProp', 'TestPlan.functional_mode', 'false'),
    property('boolProp', 'TestPlan.serialize_threadgroups', 'false'),
    variables(plan),
  ]);
  const tree = element('hashTree', {}, [root, element('hashTree', {}, children.flat())]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serialise(element('jmeterTestPlan', { version: '1.2', properties: '5.0', jmeter: '5.6.3' }, [tree]))}`;
}

interface Shown {
  gui: string;
  name: string;
}

/** A component of JMeter; what belongs to it stands in the hash tree behind it. */
function jmeter(testclass: string, { gui, name }: Shown, properties: Property[]): Element {
  return element(testclass, { guiclass: gui, testclass, testname: name, enabled: 'true' }, properties);
}

/** A component that is a property of another one. */
function nested(name: string, { testclass, gui, name: testname }: Shown & { testclass: string }, properties: Property[]): Property {
  return element('elementProp', { name, elementType: testclass, guiclass: gui, testclass, testname, enabled: 'true' }, properties);
}

const tree = (...children: Element[]): Element => element('hashTree', {}, children);

function comment({ port, ratePerSecond, rampSeconds, durationSeconds, goal }: LoadPlan): string {
  return [
    `${ratePerSecond} requests/s for ${durationSeconds} s after a ramp of ${rampSeconds} s, open model.`,
    `Look at the ${goal.percentile} of ${goal.operation}.`,
    "The shop's own generator sends the same while the drill runs.",
    `jmeter -n -t load-plan.jmx -Jhost=127.0.0.1 -Jport=${port} -l load-plan.jtl`,
  ].join(' ');
}

/** Where the shop is; `-Jhost=` and `-Jport=` set it. */
function variables({ port }: LoadPlan): Property {
  const values = { HOST: '${__P(host,127.0.0.1)}', PORT: `\${__P(port,${port})}` };
  const entries = Object.entries(values).map(([name, value]) =>
    element('elementProp', { name, elementType: 'Argument' }, [
      property('stringProp', 'Argument.name', name),
      property('stringProp', 'Argument.value', value),
      property('stringProp', 'Argument.metadata', '='),
    ]),
  );
  const list = element('collectionProp', { name: 'Arguments.arguments' }, entries);
  return nested('TestPlan.user_defined_variables', { testclass: 'Arguments', gui: 'ArgumentsPanel', name: 'Where the shop is' }, [list]);
}

function groovy(testclass: 'JSR223Sampler' | 'JSR223PostProcessor', name: string, script: string): Element {
  return jmeter(testclass, { gui: 'TestBeanGUI', name }, [
    property('stringProp', 'scriptLanguage', 'groovy'),
    property('stringProp', 'parameters', ''),
    property('stringProp', 'filename', ''),
    property('stringProp', 'cacheKey', 'true'),
    property('stringProp', 'script', script),
  ]);
}

/** Reads the catalogue and fills carts, before the first user comes. */
function setUp(plan: LoadPlan): Element[] {
  const once = nested('ThreadGroup.main_controller', { testclass: 'LoopController', gui: 'LoopControlPanel', name: 'Once' }, [
    property('boolProp', 'LoopController.continue_forever', 'false'),
    property('stringProp', 'LoopController.loops', '1'),
  ]);
  const group = jmeter('SetupThreadGroup', { gui: 'SetupThreadGroupGui', name: 'Catalogue and carts' }, [
    property('stringProp', 'ThreadGroup.on_sample_error', 'stoptest'),
    once,
    property('stringProp', 'ThreadGroup.num_threads', '1'),
    property('stringProp', 'ThreadGroup.ramp_time', '1'),
  ]);
  return [group, tree(groovy('JSR223Sampler', 'set up', setUpScript(plan)), tree())];
}

/** An arrival is one thread that makes one request and is gone: late answers delay nobody who comes after. */
function users(plan: LoadPlan): Element[] {
  const group = jmeter('OpenModelThreadGroup', { gui: 'OpenModelThreadGroupGui', name: 'Users' }, [
    element('elementProp', { name: 'ThreadGroup.main_controller', elementType: 'OpenModelThreadGroupController' }, []),
    property('stringProp', 'ThreadGroup.on_sample_error', 'continue'),
    property('stringProp', 'OpenModelThreadGroup.schedule', scheduleOf(plan)),
    property('stringProp', 'OpenModelThreadGroup.random_seed', ''),
  ]);
  const choice = jmeter('SwitchController', { gui: 'SwitchControllerGui', name: 'What this user does' }, [
    property('stringProp', 'SwitchController.value', '${step}'),
  ]);
  const steps = plan.mix.flatMap(({ step }) => request(step, plan));
  const bot = [sampler('bot', 'GET', '${path}'), tree()];
  const answered = groovy('JSR223PostProcessor', 'client errors are answers', answeredScript);
  return [group, tree(groovy('JSR223Sampler', 'arrival', arrivalScript(plan)), tree(), choice, tree(...steps, ...bot), answered, tree())];
}

/** Whoever still waits at the end is given the time that a user has; the group interrupts them otherwise. */
function scheduleOf({ ratePerSecond, rampSeconds, durationSeconds, patienceMs }: LoadPlan): string {
  const ramp = rampSeconds > 0 ? `rate(0/sec) random_arrivals(${rampSeconds} sec) ` : '';
  const steady = `rate(${ratePerSecond}/sec) random_arrivals(${durationSeconds} sec) rate(${ratePerSecond}/sec)`;
  const longestSeconds = Math.ceil(Math.max(patienceMs.browse, patienceMs.checkout) / 1000);
  return `pause(${secondsOfSetUp} sec) ${ramp}${steady} pause(${longestSeconds} sec)`;
}

const isPosted = (step: JourneyStep): boolean => step === 'addToCart' || step === 'checkout';

function request(step: JourneyStep, plan: LoadPlan): Element[] {
  const headers = { 'x-client-id': '${client}', ...(isPosted(step) ? { 'content-type': 'application/json' } : {}) };
  const all = step === 'checkout' ? { ...headers, 'idempotency-key': '${key}' } : headers;
  const after = step === 'checkout' ? [groovy('JSR223PostProcessor', 'remember the order', orderScript(plan)), tree()] : [];
  return [sampler(step, isPosted(step) ? 'POST' : 'GET', '${prefix}${path}'), tree(...headerManager(all), ...after)];
}

function sampler(name: string, method: 'GET' | 'POST', path: string): Element {
  const body = element('elementProp', { name: 'HTTPsampler.Arguments', elementType: 'Arguments' }, [
    element('collectionProp', { name: 'Arguments.arguments' }, method === 'GET' ? [] : [bodyArgument]),
  ]);
  return jmeter('HTTPSamplerProxy', { gui: 'HttpTestSampleGui', name }, [
    property('boolProp', 'HTTPSampler.postBodyRaw', String(method === 'POST')),
    body,
    property('stringProp', 'HTTPSampler.domain', '${HOST}'),
    property('stringProp', 'HTTPSampler.port', '${PORT}'),
    property('stringProp', 'HTTPSampler.protocol', 'http'),
    property('stringProp', 'HTTPSampler.contentEncoding', 'UTF-8'),
    property('stringProp', 'HTTPSampler.path', path),
    property('stringProp', 'HTTPSampler.method', method),
    property('boolProp', 'HTTPSampler.follow_redirects', 'false'),
    property('boolProp', 'HTTPSampler.use_keepalive', 'true'),
    property('stringProp', 'HTTPSampler.response_timeout', '${patience}'),
  ]);
}

const bodyArgument = element('elementProp', { name: '', elementType: 'HTTPArgument' }, [
  property('boolProp', 'HTTPArgument.always_encode', 'false'),
  property('stringProp', 'Argument.value', '${body}'),
  property('stringProp', 'Argument.metadata', '='),
]);

function headerManager(headers: Record<string, string>): Element[] {
  const entries = Object.entries(headers).map(([name, value]) =>
    element('elementProp', { name: '', elementType: 'Header' }, [
      property('stringProp', 'Header.name', name),
      property('stringProp', 'Header.value', value),
    ]),
  );
  const list = element('collectionProp', { name: 'HeaderManager.headers' }, entries);
  return [jmeter('HeaderManager', { gui: 'HeaderPanel', name: 'Headers' }, [list]), tree()];
}

/** Median, percentiles and errors of each step, where JMeter has a window. */
function report(): Element[] {
  return [jmeter('ResultCollector', { gui: 'StatVisualizer', name: 'Aggregate report' }, [property('stringProp', 'filename', '')]), tree()];
}
