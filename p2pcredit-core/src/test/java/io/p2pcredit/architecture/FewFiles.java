package io.p2pcredit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;

/** A package has no more than some number of source files, counted as classes that are in no other. */
final class FewFiles extends ArchCondition<JavaClass> {
    private final Map<String, Integer> files = new TreeMap<>();
    private final int most;

    FewFiles(int most) {
        super("be at most " + most + " in a package");
        this.most = most;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        if (item.isTopLevelClass() && !item.getSimpleName().equals("package-info")) {
            files.merge(item.getPackageName(), 1, Integer::sum);
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        files.forEach((name, count) -> {
            if (count > most) {
                events.add(SimpleConditionEvent.violated(name, name + " has " + count + " files"));
            }
        });
    }
}
