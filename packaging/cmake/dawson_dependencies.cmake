# Every outside library, found once. Folders link the targets below.
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2 REQUIRED)
set(HDF5_PREFER_PARALLEL OFF) # libvtk9-dev also installs the OpenMPI flavour
find_package(HDF5 1.10 REQUIRED COMPONENTS C)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets OpenGL PrintSupport Svg Test LinguistTools)
find_package(QCustomPlotQt6 REQUIRED)

set(DAWSON_VTK_COMPONENTS CommonCore CommonDataModel CommonExecutionModel CommonTransforms FiltersCore
    FiltersGeneral FiltersSources ImagingCore InteractionStyle RenderingCore RenderingImage
    RenderingAnnotation RenderingFreeType RenderingOpenGL2 RenderingUI)
find_package(VTK 9.1 REQUIRED COMPONENTS ${DAWSON_VTK_COMPONENTS})

find_package(ITK 5.2 REQUIRED COMPONENTS ITKCommon ITKIONIFTI ITKIONRRD ITKIOMeta ITKIOImageBase
    ITKImageGrid ITKImageFunction ITKTransform ITKSmoothing ITKLabelMap ITKConnectedComponents
    ITKBiasCorrection ITKDistanceMap ITKIOTransformBase ITKIOTransformInsightLegacy)
add_library(dawson_itk INTERFACE)
target_include_directories(dawson_itk SYSTEM INTERFACE ${ITK_INCLUDE_DIRS})
target_link_libraries(dawson_itk INTERFACE ${ITK_LIBRARIES})
# Transforms as HDF5, for the one folder that writes them: its include folders stay away from all others.
find_package(ITK 5.2 REQUIRED COMPONENTS ITKIOTransformHDF5)
add_library(dawson_itk_hdf5 INTERFACE)
target_include_directories(dawson_itk_hdf5 SYSTEM INTERFACE ${ITK_INCLUDE_DIRS})
target_link_libraries(dawson_itk_hdf5 INTERFACE ${ITK_LIBRARIES})

if(DAWSON_WITH_TORCH)
    find_package(Torch 1.13 REQUIRED)
    add_library(dawson_torch INTERFACE)
    target_include_directories(dawson_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(dawson_torch INTERFACE ${TORCH_LIBRARIES})
endif()
