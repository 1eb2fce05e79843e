package dev.sallyport.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The compiled main classes of all modules, and of the planted house that every rule is tried on. */
final class Classes {

    /** Below this, modules. */
    static final String BASE = "dev.sallyport.";

    /** Below this, modules that break every rule. */
    static final String PLANTED_BASE = "dev.sallyport.house.planted.";

    private Classes() {}

    static JavaClasses ours() {
        List<Path> folders = Tree.modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }

    static JavaClasses planted() {
        return new ClassFileImporter(List.of(new ImportOption.OnlyIncludeTests()))
                .importPackages("dev.sallyport.house.planted");
    }

    /** The module a class belongs to: the first name after the base, or an empty string when it lies elsewhere. */
    static String moduleOf(String className, String base) {
        if (!className.startsWith(base)) {
            return "";
        }
        String rest = className.substring(base.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? "" : rest.substring(0, dot);
    }
}
