/** The OpenAPI document, made from resource classes and the schemas beside them. */
@NullMarked
package dev.berth.api.openapi;

import org.jspecify.annotations.NullMarked;
