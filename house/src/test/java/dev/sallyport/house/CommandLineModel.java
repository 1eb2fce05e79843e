package dev.sallyport.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/** The verbs and options that the command line really has, read from its own picocli model. */
final class CommandLineModel {

    private static final String ROOT_NAME = "sallyport";

    private CommandLineModel() {}

    /** Empty while the command line has no main class yet. */
    static Optional<Map<String, Set<String>>> verbs() throws ReflectiveOperationException {
        List<JavaClass> ours = Classes.ours().stream()
                .filter(type -> type.getName().startsWith("dev.sallyport.cli."))
                .toList();
        if (ours.stream().noneMatch(type -> type.getName().equals("dev.sallyport.cli.Main"))) {
            return Optional.empty();
        }
        for (JavaClass type : ours) {
            Class<?> reflected = Class.forName(type.getName(), false, CommandLineModel.class.getClassLoader());
            CommandLine.Command annotation = reflected.getAnnotation(CommandLine.Command.class);
            if (annotation != null && annotation.name().equals(ROOT_NAME)) {
                return Optional.of(verbs(new CommandLine(reflected, CommandLine.defaultFactory())));
            }
        }
        throw new AssertionError("dev.sallyport.cli has a Main, but no @Command named " + ROOT_NAME);
    }

    private static Map<String, Set<String>> verbs(CommandLine root) {
        Map<String, Set<String>> verbs = new TreeMap<>();
        root.getSubcommands().forEach((name, verb) -> {
            verbs.put(name, options(verb));
            verb.getSubcommands().forEach((below, deeper) -> verbs.put(name + " " + below, options(deeper)));
        });
        return verbs;
    }

    private static Set<String> options(CommandLine command) {
        Set<String> options = new TreeSet<>();
        command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
        return options;
    }
}
