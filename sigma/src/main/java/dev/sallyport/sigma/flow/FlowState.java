package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.state.StateReader;
import dev.sallyport.sigma.state.StateWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of the steps that flows remember. */
public final class FlowState {
    private FlowState() {}

    static void write(
            StateWriter out, Collection<Known> steps, Map<String, List<Long>> makers, Map<String, List<Long>> waiting) {
        out.number(steps.size());
        for (Known known : steps) {
            write(out, known.step);
            for (byte role : known.roles) {
                out.number(role);
            }
            for (Reach reach : known.reach) {
                out.number(reach == null ? 0 : 1);
                if (reach != null) {
                    reach.write(out);
                }
            }
            out.number(known.told).number(known.joints.size());
            for (Known.Joint joint : known.joints) {
                write(out, joint.link());
                out.number(joint.from());
            }
            numbers(out, known.made);
        }
        names(out, makers);
        names(out, waiting);
    }

    /** Writes a step. */
    public static void write(StateWriter out, Step step) {
        out.number(step.timeMillis()).number(step.sequence());
        out.text(step.action()).text(step.agent()).text(step.session());
        out.number(step.digests().size());
        step.digests().forEach(out::text);
        out.number(step.links().size());
        step.links().forEach(link -> write(out, link));
        out.number(step.cut() ? 1 : 0);
    }

    /** Reads a step. */
    public static Step readStep(StateReader in) {
        long time = in.number();
        long sequence = in.number();
        String action = in.text();
        String agent = in.text();
        String session = in.text();
        List<String> digests = new ArrayList<>();
        for (int left = in.count(0); left > 0; left--) {
            digests.add(in.text());
        }
        List<Link> links = new ArrayList<>();
        for (int left = in.count(0); left > 0; left--) {
            links.add(link(in));
        }
        return new Step(time, sequence, action, agent, session, digests, links, in.choice(2) == 1);
    }

    static void read(StateReader in, int flowsThen, int[] now, int flowsNow, Map<Long, Known> steps) {
        for (int left = in.count(0); left > 0; left--) {
            Step step = readStep(in);
            byte[] roles = new byte[flowsNow];
            for (int flow = 0; flow < flowsThen; flow++) {
                byte role = (byte) in.choice(8);
                if (now[flow] >= 0) {
                    roles[now[flow]] = role;
                }
            }
            Known known = new Known(step, roles);
            for (int flow = 0; flow < flowsThen; flow++) {
                Reach reach = in.number() == 1 ? Reach.read(in) : null;
                if (now[flow] >= 0) {
                    known.reach[now[flow]] = reach;
                }
            }
            long told = in.number();
            for (int flow = 0; flow < flowsThen; flow++) {
                known.told |= now[flow] >= 0 ? ((told >>> flow) & 1) << now[flow] : 0;
            }
            for (int joints = in.count(0); joints > 0; joints--) {
                known.joints.add(new Known.Joint(link(in), in.number()));
            }
            known.made.addAll(numbers(in));
            steps.put(step.sequence(), known);
        }
    }

    static void readNames(StateReader in, Map<String, List<Long>> names) {
        for (int left = in.count(0); left > 0; left--) {
            names.put(in.text(), numbers(in));
        }
    }

    private static void names(StateWriter out, Map<String, List<Long>> names) {
        out.number(names.size());
        new TreeMap<>(names).forEach((name, all) -> {
            out.text(name);
            numbers(out, all);
        });
    }

    private static void numbers(StateWriter out, List<Long> numbers) {
        out.number(numbers.size());
        numbers.forEach(out::number);
    }

    private static List<Long> numbers(StateReader in) {
        List<Long> numbers = new ArrayList<>();
        for (int left = in.count(0); left > 0; left--) {
            numbers.add(in.number());
        }
        return numbers;
    }

    private static void write(StateWriter out, Link link) {
        out.text(link.origin()).text(link.edge().word()).text(link.basis().word());
    }

    private static Link link(StateReader in) {
        String origin = in.text();
        Link.Edge edge = Link.Edge.read(in);
        return new Link(origin, edge, Link.Basis.named(in.text()));
    }
}
