package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code action}, {@code text}, {@code cedar}, {@code ledger} and {@code provenance} can be embedded: they bring no library along. */
class JdkAloneTest {

    private static final Set<String> EMBEDDABLE = Set.of("action", "text", "cedar", "ledger", "provenance", "sdk");

    @Test
    void embeddableModules_useTheJdkAlone() {
        assertEquals(List.of(), foreign(Classes.ours(), Classes.BASE));
    }

    @Test
    void plantedLibrary_isFound() {
        assertEquals(
                List.of(Classes.PLANTED_BASE + "ledger.Borrows -> com.tngtech.archunit.core.domain.JavaClass"),
                foreign(Classes.planted(), Classes.PLANTED_BASE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "text", "cedar", "ledger", "provenance", "sdk/java"})
    void pomOfAnEmbeddableModule_namesNoLibraryOutsideTests(String module) throws Exception {
        Path pom = Tree.root().resolve(module).resolve("pom.xml");
        if (Files.exists(pom)) {
            assertEquals(List.of(), librariesOutsideTests(pom));
        }
    }

    @Test
    void pomOfTheCommandLine_namesLibraries() throws Exception {
        List<String> libraries = librariesOutsideTests(Tree.root().resolve("cli/pom.xml"));
        assertEquals(true, libraries.contains("picocli"), libraries.toString());
    }

    private static List<String> foreign(JavaClasses classes, String base) {
        SortedSet<String> found = new TreeSet<>();
        for (JavaClass from : classes) {
            if (!EMBEDDABLE.contains(Classes.moduleOf(from.getName(), base))) {
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                String name = to.getName();
                boolean known = to.isPrimitive()
                        || name.startsWith("java.")
                        || name.startsWith("javax.")
                        || name.startsWith("org.jspecify.")
                        || !Classes.moduleOf(name, base).isEmpty();
                if (!known) {
                    found.add(from.getName() + " -> " + name);
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<String> librariesOutsideTests(Path pom) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        NodeList dependencies = factory.newDocumentBuilder().parse(pom.toFile()).getElementsByTagName("dependency");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            boolean ours = text(dependency, "groupId").equals("dev.sallyport");
            if (!ours && !Set.of("test", "provided").contains(text(dependency, "scope"))) {
                found.add(text(dependency, "artifactId"));
            }
        }
        return found;
    }

    private static String text(Element element, String name) {
        NodeList named = element.getElementsByTagName(name);
        return named.getLength() == 0 ? "" : named.item(0).getTextContent();
    }
}
