import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Writes or checks NOTICE from a CycloneDX bill of materials, and checks each component's licence against a list.
 *
 * <p>Usage: {@code java Notice.java BOM.xml NOTICE ALLOWED [--write]}. Ends with 0 when all is well, with 1 when a licence is not
 * allowed, is missing, or NOTICE is out of date.
 */
class Notice {

    private static final String HEAD = """
            Sallyport
            Copyright the Sallyport authors
            Licensed under the Apache License, Version 2.0 (see LICENSE).

            What is shipped includes the software below, unchanged, under its own licences.
            This list is generated from the bill of materials by .ci/scan-dependencies --write.

            """;

    record Component(String group, String name, String version, SortedSet<String> licences) implements Comparable<Component> {

        String line() {
            return group + ":" + name + ":" + version + " - " + String.join(" or ", licences);
        }

        @Override
        public int compareTo(Component other) {
            return line().compareTo(other.line());
        }
    }

    public static void main(String[] args) throws Exception {
        SortedSet<Component> components = components(Path.of(args[0]));
        Path notice = Path.of(args[1]);
        List<String> faults = new ArrayList<>(licenceFaults(components, allowed(Path.of(args[2]))));
        String text = HEAD + components.stream().map(c -> c.line() + "\n").collect(Collectors.joining());
        if (List.of(args).contains("--write")) {
            Files.writeString(notice, text);
        } else if (!Files.exists(notice) || !Files.readString(notice).equals(text)) {
            faults.add(notice + " does not name exactly what is shipped: run .ci/scan-dependencies --write");
        }
        faults.forEach(fault -> System.err.println("notice: " + fault));
        if (!faults.isEmpty()) {
            System.exit(1);
        }
        System.out.println("notice: " + components.size() + " shipped components, every licence allowed, NOTICE up to date");
    }

    private static Set<String> allowed(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toSet());
    }

    private static List<String> licenceFaults(Set<Component> components, Set<String> allowed) {
        return components.stream()
                .filter(component -> component.licences().stream().noneMatch(allowed::contains))
                .map(component -> "licence not allowed: " + component.line())
                .toList();
    }

    private static SortedSet<Component> components(Path bom) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root = factory.newDocumentBuilder().parse(bom.toFile()).getDocumentElement();
        SortedSet<Component> components = new TreeSet<>();
        for (Element list : children(root, "components")) {
            for (Element component : children(list, "component")) {
                String group = text(component, "group");
                if (!group.equals("dev.sallyport")) {
                    components.add(new Component(
                            group, text(component, "name"), text(component, "version"), licences(component)));
                }
            }
        }
        if (components.isEmpty()) {
            throw new IOException("no components in " + bom);
        }
        return components;
    }

    private static SortedSet<String> licences(Element component) {
        SortedSet<String> licences = new TreeSet<>();
        for (Element list : children(component, "licenses")) {
            for (Element licence : children(list, "license")) {
                String id = text(licence, "id");
                licences.add(id.isEmpty() ? text(licence, "name") : id);
            }
            children(list, "expression").forEach(expression -> licences.add(expression.getTextContent()));
        }
        return licences;
    }

    private static String text(Element element, String name) {
        return children(element, name).stream().map(Element::getTextContent).findFirst().orElse("");
    }

    private static List<Element> children(Element element, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child && Objects.equals(child.getNodeName(), name)) {
                found.add(child);
            }
        }
        return found;
    }
}
