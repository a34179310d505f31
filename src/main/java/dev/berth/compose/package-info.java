/**
 * Compose files, read as the Compose Specification and its reference implementation have them.
 *
 * <p>Where to begin: {@link dev.berth.compose.ComposeReader} takes a {@link
 * dev.berth.compose.ComposeProject} and gives a {@link dev.berth.compose.ComposeResult}. On the
 * way, each part over the ones below it:
 *
 * <ul>
 *   <li><b>load</b>: {@link dev.berth.compose.Loader} reads files and lays them over each other:
 *       {@link dev.berth.compose.Includes}, {@link dev.berth.compose.Extends}, {@link
 *       dev.berth.compose.Merge}, {@link dev.berth.compose.Unicity}, {@link
 *       dev.berth.compose.Canonical} with {@link dev.berth.compose.LongForms}, {@link
 *       dev.berth.compose.PathResolver}, {@link dev.berth.compose.Normal}
 *   <li><b>check</b>: {@link dev.berth.compose.Consistency}, {@link
 *       dev.berth.compose.ServiceConsistency}, {@link dev.berth.compose.Cycles}, {@link
 *       dev.berth.compose.Defaults}
 *   <li><b>shapes</b>: which keys there are, what they may hold and how they read: {@link
 *       dev.berth.compose.FileShape}, {@link dev.berth.compose.ServiceShape} and the other {@code
 *       …Shape}s, made with {@link dev.berth.compose.Table}, checked by {@link
 *       dev.berth.compose.ShapeCheck}, read by {@link dev.berth.compose.FieldsReader}
 *   <li><b>variables</b>: {@link dev.berth.compose.Variables}, {@link dev.berth.compose.DotEnv},
 *       {@link dev.berth.compose.RawEnv}, {@link dev.berth.compose.Template}, {@link
 *       dev.berth.compose.Interpolation}, {@link dev.berth.compose.ComposeEnvironment}
 *   <li><b>trees</b>: {@link dev.berth.compose.YamlText}, {@link dev.berth.compose.TreeBuilder},
 *       {@link dev.berth.compose.TreePath}, {@link dev.berth.compose.SourceLines}, {@link
 *       dev.berth.compose.Problems}; files come through {@link dev.berth.compose.ProjectFiles}
 *   <li><b>out</b>: {@link dev.berth.compose.Model} as JSON ({@link dev.berth.compose.ModelJson}),
 *       and as an app ({@link dev.berth.compose.DraftTree}, {@link dev.berth.compose.DraftService})
 * </ul>
 */
@NullMarked
package dev.berth.compose;

import org.jspecify.annotations.NullMarked;
