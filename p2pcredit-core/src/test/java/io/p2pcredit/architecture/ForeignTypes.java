package io.p2pcredit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.stream.Stream;

/** What users see of a class has only types of the platform and of our own in it; annotations are not looked at. */
final class ForeignTypes extends ArchCondition<JavaClass> {
    private final String root;

    ForeignTypes(String root) {
        super("show only types of the platform and of " + root);
        this.root = root;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        if (isVisible(item)) {
            types(item)
                    .filter(this::isForeign)
                    .distinct()
                    .forEach(foreign -> events.add(
                            SimpleConditionEvent.violated(item, item.getName() + " shows " + foreign.getName())));
        }
    }

    private static Stream<JavaClass> types(JavaClass item) {
        return Stream.of(
                        Stream.concat(item.getInterfaces().stream(), item.getSuperclass().stream())
                                .map(JavaType::getAllInvolvedRawTypes)
                                .flatMap(Collection::stream),
                        item.getTypeParameters().stream()
                                .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()),
                        item.getFields().stream()
                                .filter(ForeignTypes::isVisible)
                                .map(JavaField::getAllInvolvedRawTypes)
                                .flatMap(Collection::stream),
                        item.getCodeUnits().stream()
                                .filter(ForeignTypes::isVisible)
                                .flatMap(ForeignTypes::types))
                .flatMap(all -> all)
                .map(JavaClass::getBaseComponentType);
    }

    private static Stream<JavaClass> types(JavaCodeUnit method) {
        return Stream.concat(
                method.getAllInvolvedRawTypes().stream(),
                method.getExceptionTypes().stream().map(JavaType::toErasure));
    }

    private boolean isForeign(JavaClass type) {
        String name = type.getPackageName();
        return !type.isPrimitive()
                && !name.startsWith("java.")
                && !name.equals("javax.sql") // of the module java.sql
                && !name.equals(root)
                && !name.startsWith(root + ".");
    }

    private static boolean isVisible(JavaClass item) {
        return isVisible((HasModifiers) item)
                && item.getEnclosingClass().map(ForeignTypes::isVisible).orElse(true);
    }

    private static boolean isVisible(HasModifiers item) {
        return item.getModifiers().contains(JavaModifier.PUBLIC)
                || item.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
